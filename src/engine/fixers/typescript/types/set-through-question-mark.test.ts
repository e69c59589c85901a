import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/set-through-question-mark',
  [
    [
      'interface Player { score: number }\nexport function reset(player: Player | undefined): void {\n  player?.score = 0;\n}\n',
      'interface Player { score: number }\nexport function reset(player: Player | undefined): void {\n  if (player) {\n    player.score = 0;\n  }\n}\n',
    ],
    [
      'interface Game { last?: { score: number } }\nexport function reset(game: Game): void {\n  game.last?.score++;\n}\n',
      'interface Game { last?: { score: number } }\nexport function reset(game: Game): void {\n  if (game.last) {\n    game.last.score++;\n  }\n}\n',
    ],
  ],
  [['declare function next(): { score: number } | undefined;\nnext()?.score = 1;\n']],
);
