/**
 * The part of AWS's runtime interface client that is native on Linux, in plain Java for machines for which it does not come.
 * Only function processes load it; nobody imports this package.
 */
package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;
