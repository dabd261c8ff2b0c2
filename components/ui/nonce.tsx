'use client';
import { createContext, useContext } from 'react';

const Nonce = createContext('');

export const NonceProvider = Nonce.Provider;

/** The nonce that style elements made in the browser must carry. */
export const useNonce = () => useContext(Nonce);
