/** The rules that the built-in teacher knows, family by family. */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.teacher.rules.book;
