import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/misspelt-text',
  [
    [
      'class A:\n    books = rel(back_populates="author")\n\nclass B:\n    author = rel(back_populates="boks")\n\n«A()»\n',
      "sqlalchemy.exc.InvalidRequestError: Mapper 'Mapper[A(a)]' has no property 'boks'.",
      'class A:\n    books = rel(back_populates="author")\n\nclass B:\n    author = rel(back_populates="books")\n\nA()\n',
    ],
    [
      'db.execute("CREATE TABLE pets (name TEXT, age INT)")\n«db.execute("SELECT nmae FROM pets")»\n',
      'sqlite3.OperationalError: no such column: nmae',
      'db.execute("CREATE TABLE pets (name TEXT, age INT)")\ndb.execute("SELECT name FROM pets")\n',
    ],
    [
      'db.execute("CREATE TABLE pets (name TEXT)")\n«db.execute("SELECT name FROM pest")»\n',
      'sqlite3.OperationalError: no such table: pest',
      'db.execute("CREATE TABLE pets (name TEXT)")\ndb.execute("SELECT name FROM pets")\n',
    ],
    [
      '«db.execute("SELCT name FROM pets")»\n',
      'sqlite3.OperationalError: near "SELCT": syntax error',
      'db.execute("SELECT name FROM pets")\n',
    ],
    [
      'rows = [{"name": "a", "price": 3}]\n«w = writer(rows, fieldnames=["name", "pirce"])»\n',
      "ValueError: dict contains fields not in fieldnames: 'price'",
      'rows = [{"name": "a", "price": 3}]\nw = writer(rows, fieldnames=["name", "price"])\n',
    ],
    [
      'import logging\n«logging.basicConfig(level="debug")»\n',
      "ValueError: Unknown level: 'debug'",
      'import logging\nlogging.basicConfig(level="DEBUG")\n',
    ],
    [
      'class Order(BaseModel):\n    amount: int\n\n    «@field_validator("ammount")»\n    def positive(cls, v):\n        return v\n',
      'pydantic.errors.PydanticUserError: Decorators defined with incorrect fields: __main__.Order:9415.positive (use check_fields=False)',
      'class Order(BaseModel):\n    amount: int\n\n    @field_validator("amount")\n    def positive(cls, v):\n        return v\n',
    ],
    [
      '«q = Pet.objects.filter(**{"nmae": "a"})»\n',
      "django.core.exceptions.FieldError: Cannot resolve keyword 'nmae' into field. Choices are: age, id, name",
      'q = Pet.objects.filter(**{"name": "a"})\n',
    ],
    [
      'class Team:\n    __tablename__ = "teams"\n\nclass Player:\n    __tablename__ = "players"\n    team_id = column(ForeignKey("Team.id"))\n\n«create()»\n',
      "sqlalchemy.exc.NoReferencedTableError: Foreign key associated with column 'players.team_id' could not find table 'Team' with which to generate a foreign key to target column 'id'",
      'class Team:\n    __tablename__ = "teams"\n\nclass Player:\n    __tablename__ = "players"\n    team_id = column(ForeignKey("teams.id"))\n\ncreate()\n',
    ],
  ],
  [
    ['x = {"alpha": 1}\n«y = pick("omega")»\n', "ValueError: unknown choice 'omega'"],
    ['a = "spam1"\nb = "spam2"\n«pick("spamm")»\n', "ValueError: unknown choice 'spamm'"],
  ],
);
