// The part of generate.py that runs the generators of the Node world: documents as JSON in, pages as JSON into a file.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const [table, out] = process.argv.slice(2);
const version = (name) => JSON.parse(fs.readFileSync(path.join('node_modules', name, 'package.json'))).version;

const tables = {
  // What GitHub and most JavaScript sites do: ids by github-slugger on the text of the rendered heading.
  async github() {
    const {unified} = await import('unified');
    const plugins = await Promise.all(
      ['remark-parse', 'remark-gfm', 'remark-rehype', 'rehype-raw', 'rehype-slug', 'rehype-stringify'].map(
        async (name) => (await import(name)).default,
      ),
    );
    const [parse, gfm, rehype, raw, slug, stringify] = plugins;
    const processor = unified().use(parse).use(gfm).use(rehype, {allowDangerousHtml: true}).use(raw).use(slug).use(stringify);
    return {
      generator: 'rehype-slug with github-slugger',
      version: `${version('rehype-slug')}, ${version('github-slugger')}`,
      page: async (text) => String(await processor.process(text)),
    };
  },
  // @docusaurus/mdx-loader's own plugin for headings, behind the preprocessor and parsers it uses for MDX.
  async docusaurus() {
    const {unified} = await import('unified');
    const load = async (name) => (await import(name)).default;
    const lib = path.resolve('node_modules/@docusaurus/mdx-loader/lib');
    const headings = require(path.join(lib, 'remark/headings/index.js')).default;
    const preprocess = require(path.join(lib, 'preprocessor.js')).default;
    const processor = unified()
      .use(await load('remark-parse'))
      .use(await load('remark-mdx'))
      .use(await load('remark-directive'))
      .use(headings, {anchorsMaintainCase: false})
      .use(await load('remark-gfm'))
      .use(await load('@slorber/remark-comment'))
      .use(() => (tree, file) => {
        const visit = (node) => {
          if (node.type === 'heading') file.data.found.push([textOf(node).trim(), node.data.id]);
          (node.children ?? []).forEach(visit);
        };
        file.data.found = [];
        visit(tree);
        tree.children = [];
      })
      .use(await load('remark-rehype'))
      .use(await load('rehype-stringify'));
    const textOf = (node) => node.value ?? (node.children ?? []).map(textOf).join('');
    const markdownConfig = {mdx1Compat: {comments: true, admonitions: true, headingIds: true}};
    return {
      generator: '@docusaurus/mdx-loader',
      version: version('@docusaurus/mdx-loader'),
      page: async (text) => {
        const content = preprocess({fileContent: text, filePath: 'x.md', markdownConfig, admonitions: false});
        return (await processor.process(content)).data.found;
      },
    };
  },
  async astro() {
    const {createMarkdownProcessor} = await import('@astrojs/markdown-remark');
    const processor = await createMarkdownProcessor({syntaxHighlight: false});
    return {
      generator: '@astrojs/markdown-remark',
      version: version('@astrojs/markdown-remark'),
      page: async (text) => (await processor.render(text)).code,
    };
  },
  async vitepress() {
    const {createMarkdownRenderer} = await import('vitepress');
    const renderer = await createMarkdownRenderer('source');
    return {
      generator: 'VitePress',
      version: version('vitepress'),
      // The permalink's zero-width blank is no text of the heading.
      page: async (text) =>
        renderer.render(text, {path: 'source/x.md'}).replaceAll('&ZeroWidthSpace;', ''),
    };
  },
  async hexo() {
    const Hexo = (await import('hexo')).default;
    const hexo = new Hexo(process.cwd(), {silent: true});
    await hexo.init();
    return {
      generator: 'hexo-renderer-marked with hexo-util',
      version: `${version('hexo-renderer-marked')}, ${version('hexo-util')}`,
      page: (text) => hexo.render.render({text, engine: 'md'}),
    };
  },
};

const {page, ...about} = await tables[table]();
const pages = {};
for (const [name, text] of Object.entries(JSON.parse(fs.readFileSync(0)))) {
  try {
    pages[name] = await page(text);
  } catch (error) {
    console.error(`${table}: ${name}: ${String(error).split('\n')[0]}`);
    pages[name] = null;
  }
}
fs.writeFileSync(out, JSON.stringify({...about, pages}));
process.exit(0);
