/**
 * Asks an OpenAI-compatible endpoint over HTTP: requests, answers, refusals, proxies, certificates,
 * and what an endpoint has to be asked without. One request at a time: nothing here waits, counts
 * or repeats.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.io.llm.endpoint;
