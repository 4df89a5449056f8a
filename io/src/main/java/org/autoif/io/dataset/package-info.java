/** Files: queries and seeds that come in, the versions of a dataset that go out. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.dataset;
