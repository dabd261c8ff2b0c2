/** @param key name of the credential that holds the key */
export const bearer = (key: string) => ({ Authorization: `Bearer \${credential.${key}}` });
