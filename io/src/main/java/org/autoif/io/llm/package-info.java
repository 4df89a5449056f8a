/**
 * Chat calls as everybody knows them: what is asked, of whom, what came back, how it failed. What
 * makes the calls lives in the packages below, which may use this one; this one uses none of them.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.io.llm;
