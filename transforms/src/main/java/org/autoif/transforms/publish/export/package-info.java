/** The rows in the forms that trainers read, and the reward package that goes with them. */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.publish.export;
