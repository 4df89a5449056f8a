/** Runs generated Python apart from the worker: sessions, verdicts, engines and their pool. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.sandbox;
