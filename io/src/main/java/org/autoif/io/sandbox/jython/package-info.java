/**
 * Jython as a guest of the host, with a gate and a layer that make its Python 2.7 Python 3 or say
 * UNSUPPORTED. GraalPy does more; this one is small, and nothing but the pool may need it.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.io.sandbox.jython;
