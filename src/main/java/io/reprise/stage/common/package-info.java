/** What every stage may use. It knows no other package of the stages. */
package io.reprise.stage.common;
