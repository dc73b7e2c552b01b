/** `FSReqCallback`, `FSReqPromise`, and `CloseReq` of a file handle, which waits for a thread as the others do. */
const diskRequest = /^(FSReq|CloseReq)/

/** Whether this process waits for its disk. */
export const isBusyOnDisk = (): boolean => process.getActiveResourcesInfo().some((name) => diskRequest.test(name))
