/**
 * Section 3.2 of the paper: queries under instructions, answers, and what functions, judges and the
 * label model say of them.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.respond;
