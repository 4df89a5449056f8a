/** What makes a verifier worth keeping beyond agreeing with its cases. */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.instruct.audit;
