/**
 * What every benchmark shares: children, servers' logs, results. No product code may need it or
 * what lies below.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.bench;
