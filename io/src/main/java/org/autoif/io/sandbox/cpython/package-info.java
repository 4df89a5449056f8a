/** The worker's own CPython in locked-down child processes: the fastest engine. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.sandbox.cpython;
