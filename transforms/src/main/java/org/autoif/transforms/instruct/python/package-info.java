/** Reads what a model wrote as a function and cases, and mends its form. It runs nothing. */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.instruct.python;
