/** The same on a Flink cluster of processes of this machine. */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.bench.cluster;
