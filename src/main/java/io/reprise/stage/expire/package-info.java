/** Removes results that nobody needs any more. */
package io.reprise.stage.expire;
