/**
 * What every step shares: its outputs, how it asks a model and reads the answer, how it joins and
 * runs functions. It knows no step.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.step;
