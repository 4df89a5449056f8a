/**
 * Section 3.1 of the paper (arXiv 2406.13542): instructions, the functions that check them, and
 * what is done to functions and cases before anybody answers. One public transform a step, its
 * logic beside it.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.instruct;
