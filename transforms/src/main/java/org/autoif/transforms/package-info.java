/**
 * The steps of the method, one public transform each, named as in the paper (arXiv 2406.13542),
 * with their pure logic beside them.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms;
