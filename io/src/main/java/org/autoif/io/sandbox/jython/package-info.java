/**
 * Jython as a guest of the host, with a gate and a layer that make its Python 2.7 Python 3 or say
 * UNSUPPORTED.
 *
 * <p>The design names it as one of three engines, and it is outdone: GraalPy needs as little
 * besides the jar, and runs Python 3 itself. It costs 3,500 lines, 1,600 of Java and 1,900 of
 * Python, two fifths of the sandbox. One would choose it where there is no python3 and a host of
 * GraalPy's is too large, by some 60 MB, or to hear a third interpreter about a verdict. What it
 * refuses is in io/README.md. Nothing but the pool knows it: it could be taken out with this
 * package, its resources, its case there and its name in {@code EngineKind}.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.io.sandbox.jython;
