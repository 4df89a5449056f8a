/** The records that flow between the steps, and their one JSON mapper. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.record;
