/** What exists once in a worker process, and how all who use it share it. Uses nothing of ours. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.worker;
