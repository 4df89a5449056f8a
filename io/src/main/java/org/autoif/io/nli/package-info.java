/** Natural-language inference between an instruction and its back-translation. */
@org.jspecify.annotations.NullMarked
package org.autoif.io.nli;
