/**
 * Archives of sequences as text, ARFF and the forms of the UCR and UEA archives: what a header
 * declares, and how a line becomes a row. Lines come in; files do not.
 */
package io.reprise.core.text;
