/** What the steps are doing in this process right now, for whoever watches. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.gauge;
