/**
 * What calls cost and what may be spent. No HTTP and no threads: a client that says no, and its
 * books.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.io.llm.spending;
