import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/catch-type',
  [
    [
      'declare function risky(): void;\ndeclare function log(what: unknown): void;\ntry {\n  risky();\n} catch (error: Error) {\n  log(error);\n}\n',
      'declare function risky(): void;\ndeclare function log(what: unknown): void;\ntry {\n  risky();\n} catch (error) {\n  log(error);\n}\n',
    ],
    [
      'declare function risky(): void;\ndeclare function log(what: unknown): void;\ntry {\n  risky();\n} catch (e: Error) {\n  log(e.message);\n}\n',
      'declare function risky(): void;\ndeclare function log(what: unknown): void;\ntry {\n  risky();\n} catch (e) {\n  log(e instanceof Error ? e.message : String(e));\n}\n',
    ],
  ],
  [['declare function risky(): void;\ntry {\n  risky();\n} catch (e: Error) {\n  e.code();\n}\n']],
);
