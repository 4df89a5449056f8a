/** Chat calls: what is asked, of whom, what came back, and how many calls are in flight. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.llm;
