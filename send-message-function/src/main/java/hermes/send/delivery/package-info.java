/**
 * From notifications to posts: appended first, then who is connected, page by page, post by post, and the jobs by which the rest goes to
 * another invocation. Knows nothing of batches and routes.
 */
package hermes.send.delivery;
