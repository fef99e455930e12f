/**
 * Events and answers of functions as JSON, without the runtime's reflection: read and written member by member. A stream of
 * Lambda's runtime enters or leaves; what the members mean is each function's affair.
 */
package hermes.common.event;
