import { stripTypeScriptTypes } from 'node:module';

// Production runs the same stripping, so a test can never pass on code that Node would refuse (ADR 0003). Types become
// blanks: line and column numbers stay, and no source map is needed.
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
};
