/**
 * A child JVM and the interpreter GraalPy in it: its start, its protocol, its walls, its death.
 * Another interpreter of a JVM joins as a Guest.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.io.sandbox.host;
