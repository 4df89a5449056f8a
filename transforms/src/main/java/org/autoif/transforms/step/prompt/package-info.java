/** The prompts: text templates, one file each. */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.step.prompt;
