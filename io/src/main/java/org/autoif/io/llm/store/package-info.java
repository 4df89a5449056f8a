/** Finished completions, kept between runs so that each is paid for once. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.llm.store;
