/**
 * What commands that run a job share: its inputs, endpoints, engines and store, its lock, its
 * progress, its end. It knows no command.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.command.job;
