/** The page that shows what a version holds and how it came about. */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.publish.report;
