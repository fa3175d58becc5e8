import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import JestRuntime from 'jest-runtime';
import { bindGlobals } from './globals.ts';

const require = createRequire(import.meta.url);
const globalsUrl = new URL('globals.ts', import.meta.url).href;
const { getBuiltinModule } = process;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: globalsUrl, shortCircuit: true } : next(specifier, context),
});

/** Loads a test, and all it imports, as production does: by Node itself, and once per process (ADR 22). */
class NativeRuntime extends JestRuntime {
  constructor(...options) {
    super(...options);
    // Jest led it to copies of its own, which do not exist here.
    process.getBuiltinModule = getBuiltinModule;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    bindGlobals(this.requireModuleOrMock(path, '@jest/globals'));
    await import(pathToFileURL(path).href);
  }

  requireInternalModule(from, to) {
    if (to) return createRequire(from)(to);
    // Jest's adapter keeps the tests of a file in its module: each file gets a new one.
    delete require.cache[from];
    return require(from);
  }
}

// Jest takes what `require` answers for the class.
export { NativeRuntime as 'module.exports' };
