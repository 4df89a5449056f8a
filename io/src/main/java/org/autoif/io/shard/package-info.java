/** How work is cut into groups that keep a worker's pools busy. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.shard;
