/**
 * Measures how full calls keep an endpoint, what they survive, and what the method's checks are
 * worth. The endpoint is in this process; the job that is measured is in a child process, which
 * ends when this one does.
 */
@NullMarked
package org.autoif.pipeline.bench;

import org.jspecify.annotations.NullMarked;
