/** What a vote of functions is worth: their reliability, and the labels of what they judged. */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.respond.label;
