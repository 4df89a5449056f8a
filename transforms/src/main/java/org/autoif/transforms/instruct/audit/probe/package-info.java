/**
 * Texts of which the instruction's own words say whether they follow it. It knows no function; only
 * the audit may enter, and the command that shows them.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.instruct.audit.probe;
