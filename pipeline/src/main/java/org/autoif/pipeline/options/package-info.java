/** The options of the commands, one interface a concern. They know nothing of the other modules. */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.options;
