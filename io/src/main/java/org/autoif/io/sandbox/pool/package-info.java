/**
 * The engines of a worker process, started once and shared. The only package that knows them all.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.io.sandbox.pool;
