/** What the teacher knows: families of checkable rules, with prose and Python for each. */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.teacher.rules;
